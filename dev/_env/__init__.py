"""What dev/run, dev/test and dev/odoo share; standard library only."""
