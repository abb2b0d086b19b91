"""What the programs behind the editors' admin are told of pictures and documents: those that the editor may choose."""

from wagtail.documents import get_document_model
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class OwnImages(ImagesAdminAPIViewSet):
    def get_queryset(self):
        return _choosable(super().get_queryset(), get_image_model(), self.request.user)


class OwnDocuments(DocumentsAdminAPIViewSet):
    def get_queryset(self):
        return _choosable(super().get_queryset(), get_document_model(), self.request.user)


def _choosable(found, model, user):
    policy = policy_registry.get_by_type(model)
    allowed = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return found.filter(pk__in=allowed.values("pk"))
