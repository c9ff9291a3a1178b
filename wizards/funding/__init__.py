from . import residence_funding_renewal
