"""The ledger of translations: what is missing, outdated or current, and how a translation is accepted again."""
