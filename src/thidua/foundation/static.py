"""Static files under names that carry their hash, imports of modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Hashed names for CSS and for ES modules that import each other."""

    support_js_module_import_aggregation = True
    manifest_strict = True
