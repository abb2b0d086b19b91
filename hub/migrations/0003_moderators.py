from django.db import migrations

GROUP = "Moderators"
RIGHTS = (
    ("reports", "report", "moderate", "Can moderate what people write"),
    ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"),
)


def make_moderators(apps, schema_editor):
    """On a site that exists: the group with its rights, which are made later in the same run otherwise."""
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for app, model, codename, name in RIGHTS:
        kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
        right, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        group.permissions.add(right)
    apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(group=group, page__depth=1).delete()
    apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(
        group=group, collection__depth=1
    ).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("hub", "0002_moving"),
        ("reports", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make_moderators, migrations.RunPython.noop)]
