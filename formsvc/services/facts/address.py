"""Postal addresses as letters and forms write them."""

from formsvc.storage.models import Organisation


def address_lines(organisation: Organisation) -> list[str]:
    """A postal address, a line each, the last with postcode and town; empty where none is registered."""
    address = organisation.address
    town = f"{address.get('postcode', '')} {address.get('place', '')}".strip()
    return [line for line in (*address.get("lines", ()), town) if line]
