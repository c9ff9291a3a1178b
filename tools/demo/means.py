"""Means of the demo's events, ideas, decisions. No Odoo in here, and no one's name."""

# what a meal is spent on, in shares of what was spent
COST_LINES = (("food", "Courses au marché", 0.8), ("supplies", "Vaisselle", 0.2))
# partner (end of the XML id), kind, number, what
CONTRIBUTIONS = {
    "Heure du conte avec la médiathèque": (
        ("library", {"kind": "hours", "hours": 2, "name": "Une conteuse"}),
    ),
    "La classe de CM1 rencontre les aînés": (
        ("school", {"kind": "hours", "hours": 3, "name": "Deux enseignants"}),
    ),
    "Fête des voisins": (
        ("food_bank", {"kind": "money", "amount": 120, "name": "Don pour le buffet"}),
    ),
}
# idea (end of the XML id): title of the events that came of it
IDEAS = {"sewing": "Club couture", "world_meal": "Repas du monde : couscous"}
# decision, who takes care of it, due in so many days, state
DECISIONS = (
    (
        "Fermer la Grande salle à 22 h en semaine",
        "Le bailleur (affichage)",
        -40,
        "done",
    ),
    ("Chiffrer un composteur collectif", "Le groupe jardin", 21, "doing"),
    (
        "Réparer l'éclairage du local à vélos",
        "Service technique du bailleur",
        -3,
        "todo",
    ),
    ("Prêter la salle aux anniversaires d'enfants", "L'équipe", 35, "todo"),
)


def split_cost(amount):
    """Return (kind, label, amount) lines that add up to ``amount``, to the cent."""
    *first, last = COST_LINES
    lines = [(kind, name, round(amount * share, 2)) for kind, name, share in first]
    rest = round(amount - sum(line[2] for line in lines), 2)
    return [*lines, (*last[:2], rest)]
