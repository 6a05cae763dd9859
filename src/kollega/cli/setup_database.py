"""`kollega setup-database`: roles and database on a PostgreSQL server of your own."""

import argparse
import json
import os
import secrets
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg

from .postgres import PostgresError, setup_roles
from .postgres.passwords import Passwords
from .postgres.roles import DATABASE, OWNER, WEB, existing_roles, script


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Skapar rollerna kollega_owner och kollega_web och databasen kollega på en egen "
        "PostgreSQL-server (16 eller senare), och svarar med de två adresser som Digital kollega "
        "sedan ska ha i miljön. Kan köras om. Är adresserna redan satta används deras lösenord."
    )
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--admin-url",
        metavar="URL",
        help="adress för en administratör, till exempel postgresql://postgres:…@server/postgres",
    )
    way.add_argument(
        "--sql", action="store_true", help="skriv ut SQL som en databasadministratör kan köra"
    )
    parser.add_argument(
        "--server-version", type=int, default=18, metavar="N", help="för --sql (%(default)s)"
    )
    parser.add_argument(
        "--new-passwords", action="store_true", help="byt lösenord på roller som redan finns"
    )
    parser.add_argument("--json", action="store_true", help="svara med ett JSON-objekt")


def run(options: argparse.Namespace) -> int:
    if options.sql:
        print(script(options.server_version))
        return 0
    try:
        passwords = _passwords(options)
        setup_roles(options.admin_url, passwords)
    except PostgresError as error:
        print(error)
        return 2
    except psycopg.Error as error:
        print(f"Servern säger nej: {str(error).strip().splitlines()[-1]}")
        return 1
    addresses = {
        "DATABASE_URL": _address(options.admin_url, WEB, passwords.web),
        "DATABASE_OWNER_URL": _address(options.admin_url, OWNER, passwords.owner),
    }
    if options.json:
        print(json.dumps(addresses, indent=2))
    else:
        print("Roller och databas är klara. Spara adresserna där bara Digital kollega läser dem:\n")
        for name, value in addresses.items():
            print(f"{name}='{value}'")
    return 0


def _passwords(options: argparse.Namespace) -> Passwords:
    """The passwords in force, if the environment has them; else new ones, never over old by chance."""
    given = {name: os.environ.get(name, "") for name in ("DATABASE_OWNER_URL", "DATABASE_URL")}
    owner, web = (unquote(urlsplit(url).password or "") for url in given.values())
    if not options.new_passwords and owner and web:
        return Passwords("", owner, web)
    if not options.new_passwords and existing_roles(options.admin_url):
        raise PostgresError(
            "Rollerna finns redan. Sätt DATABASE_URL och DATABASE_OWNER_URL så behålls deras "
            "lösenord, eller ange --new-passwords för att byta dem."
        )
    return Passwords("", secrets.token_urlsafe(24), secrets.token_urlsafe(24))


def _address(admin_url: str, role: str, password: str) -> str:
    """The administrator's address with role, password and database changed; host and options stay."""
    parts = urlsplit(admin_url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(
        (
            parts.scheme,
            f"{role}:{quote(password, safe='')}@{place}",
            f"/{DATABASE}",
            parts.query,
            "",
        )
    )
