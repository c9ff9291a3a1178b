from . import residence_document_category
from . import residence_document
from . import residence_document_copy
from . import residence_event
