from . import residence_event
from . import residence_booking
from . import residence_loan_agreement
from . import residence_space
from . import residence_residence
