"""What a landlord would type: titles, sentences and organisations of the demo.

All invented. No sentence names anybody, as the forms ask for.
"""

SEASONS = {
    **dict.fromkeys((12, 1, 2), "d'hiver"),
    **dict.fromkeys((3, 4, 5), "de printemps"),
    **dict.fromkeys((6, 7, 8), "d'été"),
    **dict.fromkeys((9, 10, 11), "d'automne"),
}
STORY_NOTE = (
    "Feuille posée sur le comptoir : 18 personnes à table. 2 enfants, 2 jeunes, "
    "4 adultes, 9 aînés, 1 âge non précisé ; dont 2 extérieurs ; 13 foyers. "
    "Ticket des courses : 82,40 €."
)
MEALS = (
    "Repas partagé {season}",
    "Repas partagé : soupe et tartes salées",
    "Repas du monde : couscous",
    "Repas partagé : chacun apporte un plat",
    "Repas partagé : poisson du marché",
    "Repas du monde : saveurs du Cap-Vert",
    "Repas partagé : crêpes et galettes",
)
WORKSHOPS = (
    "Atelier intergénérationnel : comptines",
    "Atelier intergénérationnel : peinture aux doigts",
    "Atelier intergénérationnel : pâte à sel",
    "Atelier intergénérationnel : motricité douce",
    "Atelier intergénérationnel : semis en pots",
)
BRING = {
    "meal": "une assiette, des couverts",
    "workshop": "un tablier ou un vieux tee-shirt",
}
BASKET = "Paniers de saison"
CLUBS = {"garden": "Club jardin", "sewing": "Club couture"}
CONSULTATIONS = (
    "Réunion de concertation : vie de la Maison",
    "Réunion de concertation : règles de la salle",
    "Réunion de concertation : programme de la saison",
)
OUTINGS = (
    "Sortie : parc animalier",
    "Sortie : falaises de la côte",
    "Sortie : jardins suspendus",
)
BUS_STOP = "Départ du car devant la Maison"
NEIGHBOURS_DAY = "Fête des voisins"
CHRISTMAS = "Goûter de Noël"
OPEN_DOOR = "Accueil libre"
# title, organisation, people at least and at most, of whom from outside
OTHERS = (
    ("Heure du conte avec la médiathèque", "library", 9, 15, 0),
    ("La classe de CM1 rencontre les aînés", "school", 28, 34, 22),
    ("Tri de la collecte alimentaire", "food_bank", 8, 13, 3),
)
WALK = "Marche du soir entre voisins"
MEETING_POINT = "Rendez-vous devant la Maison"
DRAFT_MEETING = "Réunion de concertation : composteur collectif"
DRAFT_OUTING = "Sortie : marché aux fleurs"
LOAN = "Gymnastique douce"
BALANCE = "Équilibre et bonne humeur"
CANCELLED = {
    "workshop": "Annulé : épidémie de bronchiolite chez les tout-petits.",
    "meal": "Annulé : chauffe-eau de la cuisine en panne.",
    "outing": "Annulé : car immobilisé par la tempête.",
}
WITHOUT_TEAM = "S'est tenue sans l'équipe, les clés étaient chez la gardienne."
NOT_COUNTED = "Du monde toute la matinée, personne n'a pensé à compter."
BABIES = "Les assistantes maternelles accompagnent : elles ne sont pas comptées."
LAUNCH = {
    "party": "Inauguration de La Passerelle",
    "meal": (
        "Repas de bienvenue",
        "Repas partagé : plats de famille",
        "Repas partagé : soupe du jeudi",
    ),
    "club": "Café dans la cour",
    "consultation": (
        "Réunion des nouveaux voisins",
        "Réunion de concertation : que faire de la Salle ?",
    ),
}
SUMMARIES = {
    "meal": (
        "Trois personnes venues pour la première fois sont restées faire la vaisselle.",
        "La table était trop petite : il faudra ajouter des tréteaux.",
        "Un habitant propose de préparer le prochain plat avec son association.",
        "Beaucoup d'échanges sur les travaux du hall, à reprendre en concertation.",
        "Les plus jeunes ont servi, les aînés ont raconté l'histoire du quartier.",
        "Petit comité, mais on a pris le temps de s'écouter.",
        "Les restes ont été portés aux voisins qui ne peuvent plus descendre.",
    ),
    "workshop": (
        "Les tout-petits et les aînés ont chanté ensemble, à refaire.",
        "Deux aînés demandent à préparer la prochaine séance.",
        "Groupe calme, beaucoup de gestes partagés.",
    ),
    "garden": (
        "Premières récoltes partagées au pied de l'immeuble.",
        "Le groupe tient seul le planning d'arrosage.",
    ),
    "sewing": (
        "Deux machines prêtées, une troisième à trouver.",
        "Les coussins de la Grande salle sont terminés.",
    ),
    "consultation": (
        "Décision : la salle ferme à 22 h en semaine.",
        "Le composteur est demandé par une majorité, à chiffrer.",
        "Le programme de la saison est adopté.",
    ),
    "balance": (
        "Chacun a dit ce qu'il voudrait refaire sans appréhension.",
        "Se relever du sol : tout le monde y arrive, à son rythme.",
        "Le groupe veut continuer, et aider au club jardin.",
    ),
    "party": ("Quatre cages d'escalier représentées, une première.",),
    "outing": ("Le car était plein ; sept personnes n'avaient pas quitté la ville.",),
    "launch": ("La moitié des étages étaient là, des numéros ont été échangés.",),
    "other": ("De belles rencontres, à reproduire chaque année.",),
}
