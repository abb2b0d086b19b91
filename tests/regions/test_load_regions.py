"""The national list comes in whole, once or again."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from regions.choices import REGIONS_FILE
from regions.models import Region
from regions.services import LoadedRegions, load_regions

pytestmark = pytest.mark.django_db

HEADER = REGIONS_FILE.read_text(encoding="utf-8").splitlines()[0]
HYOGO = "280003,prefecture,兵庫県,Hyogo,ひょうごけん,34.69,135.18,,,hyogo,kinki,6,6"
KOBE = "281000,municipality,神戸市,,こうべし,34.69,135.19,280003,https://www.city.kobe.lg.jp/,,,,"


@pytest.fixture
def listed(tmp_path):
    def write(*rows):
        file = tmp_path / "regions.csv"
        file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        return file

    return write


def test_load_brings_all_prefectures_and_municipalities_once():
    assert load_regions() == LoadedRegions(prefectures=47, municipalities=1916, created=1963, updated=0)
    assert load_regions() == LoadedRegions(prefectures=47, municipalities=1916, created=0, updated=0)
    assert Region.objects.get(code="281000").full_name_ja == "兵庫県神戸市"
    names = [region.full_name_ja for region in Region.objects.all()]
    assert len(set(names)) == len(names)


def test_load_brings_in_line_what_has_changed(listed):
    load_regions(file=listed(HYOGO, KOBE))
    Region.objects.filter(code="281000").update(kana="かみど", website="")
    assert load_regions(file=listed(HYOGO, KOBE)) == LoadedRegions(1, 1, created=0, updated=1)
    assert Region.objects.get(code="281000").kana == "こうべし"


def test_load_takes_municipalities_listed_before_their_prefecture(listed):
    assert load_regions(file=listed(KOBE, HYOGO)).created == 2


def test_load_refuses_a_wrong_check_digit_and_writes_nothing(listed):
    with pytest.raises(ValidationError, match="281000"):
        load_regions(file=listed(HYOGO, KOBE.replace("281000", "281001")))
    assert Region.objects.count() == 0


def test_loaded_regions_are_found_by_the_search_at_once(listed):
    load_regions(file=listed(HYOGO, KOBE))
    assert [region.code for region in Region.objects.search("hyogo")] == ["280003"]


def test_command_prints_the_counts(capsys):
    call_command("load_regions")
    assert capsys.readouterr().out == "47 prefectures and 1916 municipalities: 1963 new, 0 changed.\n"
