from . import residence_paper_figures
from . import residence_paper_words
from . import residence_paper_page
from . import residence_paper_review
from . import residence_paper_documents
from . import residence_residence
