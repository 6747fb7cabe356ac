"""What is printed about shares: register, situation, holders, ratios, statement, certificate, order of transfer."""

from coop_desk.topics.shares.document.holder import certificate, statement, subscription_form
from coop_desk.topics.shares.document.paying import payment_order
from coop_desk.topics.shares.document.ratios import ratios
from coop_desk.topics.shares.document.registers import holders, register, situation

__all__ = [
    "certificate",
    "holders",
    "payment_order",
    "ratios",
    "register",
    "situation",
    "statement",
    "subscription_form",
]
