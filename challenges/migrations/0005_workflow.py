from django.db import migrations

GROUP = "Programme office"
GROUP_RIGHTS = (
    ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"),
    ("challenges", "round", "add_round", "Can add round"),
    ("challenges", "round", "change_round", "Can change round"),
    ("challenges", "round", "view_round", "Can view round"),
)
PAGE_RIGHTS = {
    "add_page": "Can add page",
    "change_page": "Can change page",
    "publish_page": "Can publish page",
}
NAME = "地域課題 / Challenges"
COLLEAGUE = "同じ自治体の職員 / Colleague"
OFFICE = "事務局 / Programme office"


def set_up_workflow(apps, schema_editor):
    """On a site that exists; a new one is given the same when it is set up."""
    lists = apps.get_model("challenges", "ChallengeIndexPage").objects.values_list("pk", flat=True)
    if not lists or apps.get_model("wagtailcore", "Workflow").objects.filter(name=NAME).exists():
        return
    group = _make_group(apps)
    workflow = _make_workflow(apps, group)
    for page in apps.get_model("wagtailcore", "Page").objects.filter(pk__in=list(lists)):
        _grant(apps, group, page, PAGE_RIGHTS)
        apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
            page=page, defaults={"workflow": workflow}
        )
    _of_municipalities(apps).filter(permission__codename="publish_page").delete()


def take_workflow_off(apps, schema_editor):
    """What waits in it becomes a draft again, and municipalities publish by themselves. The group stays: somebody
    chose who is in it."""
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=NAME).delete()
    apps.get_model("challenges", "ColleagueApprovalState").objects.all().delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name__in=[COLLEAGUE, OFFICE]).delete()
    rights = apps.get_model("wagtailcore", "GroupPagePermission").objects
    lists = apps.get_model("challenges", "ChallengeIndexPage").objects.values_list("pk", flat=True)
    rights.filter(group__name=GROUP, page__in=list(lists)).delete()
    for found in _of_municipalities(apps).filter(permission__codename="change_page"):
        _grant(apps, found.group, found.page, {"publish_page": PAGE_RIGHTS["publish_page"]})


def _of_municipalities(apps):
    """Rights of the people of a space on its page, or on a translation of it."""
    pages = apps.get_model("challenges", "MunicipalityPage").objects.values_list("pk", flat=True)
    groups = apps.get_model("pages", "Space").objects.filter(page__in=list(pages)).values_list("group", flat=True)
    return apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(group__in=list(groups))


def _make_group(apps):
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for app, model, codename, name in GROUP_RIGHTS:
        group.permissions.add(_right(apps, app, model, codename, name))
    return group


def _make_workflow(apps, group):
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NAME)
    colleague = apps.get_model("challenges", "ColleagueApproval").objects.create(
        name=COLLEAGUE, content_type=_kind(apps, "challenges", "colleagueapproval")
    )
    office = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(
        name=OFFICE, content_type=_kind(apps, "wagtailcore", "groupapprovaltask")
    )
    office.groups.add(group)
    steps = apps.get_model("wagtailcore", "WorkflowTask").objects
    for order, task in enumerate([colleague, office]):
        steps.create(workflow=workflow, task_id=task.pk, sort_order=order)
    return workflow


def _grant(apps, group, page, rights):
    for codename, name in rights.items():
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=group, page=page, permission=_right(apps, "wagtailcore", "page", codename, name)
        )


def _right(apps, app, model, codename, name):
    right, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=_kind(apps, app, model), codename=codename, defaults={"name": name}
    )
    return right


def _kind(apps, app, model):
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    return kind


class Migration(migrations.Migration):

    dependencies = [
        ("challenges", "0004_writing"),
        ("pages", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(set_up_workflow, take_workflow_off)]
