def migrate(cr, version):
    """Leave households blank where nobody counted them.

    Version 1.0 took the dwellings of the people who were named for all that came.
    """
    cr.execute(
        """UPDATE residence_event
           SET household_count = 0
           WHERE household_count > 0 AND COALESCE(declared_households, 0) = 0"""
    )
