from django.db import migrations

GROUP = "Moderators"
NAME = "Projects brought in"
WAGTAILS_OWN = "Moderators approval"
RIGHTS = {
    "add_page": "Can add page",
    "change_page": "Can change page",
    "publish_page": "Can publish page",
}


def set_up_moderation(apps, schema_editor):
    """On a site that exists; a new one is given the same when it is set up."""
    lists = apps.get_model("projects", "ProjectIndexPage").objects.all()
    if not lists or apps.get_model("wagtailcore", "Workflow").objects.filter(name=NAME).exists():
        return
    pages = apps.get_model("wagtailcore", "Page").objects.filter(pk__in=[page.pk for page in lists])
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    workflow = _make_workflow(apps, group)
    for page in pages:
        _grant(apps, group, page)
        apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
            page=page, defaults={"workflow": workflow}
        )


def _make_workflow(apps, group):
    """The one that a new Wagtail puts on all pages would hold up editors everywhere: it comes off."""
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(
        page__depth=1, workflow__name=WAGTAILS_OWN
    ).delete()
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(name=NAME, content_type=kind)
    task.groups.add(group)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NAME)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def _grant(apps, group, page):
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="page"
    )
    for codename, name in RIGHTS.items():
        right, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=group, page=page, permission=right
        )


class Migration(migrations.Migration):

    dependencies = [
        ("bringing", "0001_initial"),
        ("projects", "0006_needs_expire_in_time"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(set_up_moderation, migrations.RunPython.noop)]
