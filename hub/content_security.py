"""The Content-Security-Policy: strict for visitors, wide enough for the editors' admin on its own addresses."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware

from integrations.github.names import web_address

ADMIN_NEEDS = {
    "script-src": [UNSAFE_INLINE],  # Wagtail starts its choosers, inline panels and calendars from inline scripts
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:", "blob:"],
    "frame-src": [SELF],
    "media-src": [SELF, "blob:"],
}
# Pages with a form whose answer sends the browser on to GitHub: browsers hold that to the page's policy too.
LEADS_TO_GITHUB = {"account_github", "account_github_choice", "account_login", "account_signing_in", "account_signup"}


class ContentSecurityPolicy(CSPMiddleware):
    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/"):
            parts.update = ADMIN_NEEDS
        elif request.resolver_match and request.resolver_match.url_name in LEADS_TO_GITHUB:
            parts.update = {"form-action": [web_address()]}
        return parts
