"""The blueprint that the views of this folder hang on."""

from flask import Blueprint

blueprint = Blueprint("findings", __name__)
STUDY = "/p/<project>/<study>/findings"
