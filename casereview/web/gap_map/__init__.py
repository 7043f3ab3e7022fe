"""The gap map of a survey: the map and its cells, the directory, bringing it from a file, matching names to it."""

from casereview.web.gap_map import directory, names, page, uploading
from casereview.web.gap_map.place import blueprint

__all__ = ["blueprint", "directory", "names", "page", "uploading"]
