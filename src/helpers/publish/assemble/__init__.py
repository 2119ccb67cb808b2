"""Assembly: executed notebooks become one true Quarto project. May import the floors below publish, and no engine."""

from helpers.publish.assemble.description import Crumb, DocumentDescription, SiteDescription
from helpers.publish.assemble.project import assemble

__all__ = ["Crumb", "DocumentDescription", "SiteDescription", "assemble"]
