"""The blueprint that the views of this folder hang on."""

from flask import Blueprint

blueprint = Blueprint("printing", __name__)
PRINT = "/p/<project>/<study>/print"
