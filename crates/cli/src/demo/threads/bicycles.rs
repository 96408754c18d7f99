//! Maya and Jonas plan a ride, in German.

use super::{End, Thread, ago, on};

pub(super) const THREAD: Thread = Thread {
    between: ["maya", "jonas"],
    lines: &[
        (
            on(5, 17, 12),
            "jonas",
            "Moin! Steht das Wochenende am Kanal noch? Der Wetterbericht sieht erstaunlich okay aus",
        ),
        (on(5, 17, 20), "maya", "Steht! Samstag trocken, Sonntag ab mittags Schauer. Also das Übliche."),
        (
            on(5, 17, 21),
            "maya",
            "Ich müsste vorher nur die Bremse hinten machen, die quietscht so, dass sich die Leute umdrehen 🙈",
        ),
        (
            on(5, 17, 24),
            "jonas",
            "Bring das Rad Donnerstag nach Feierabend vorbei, ist in zwanzig Minuten erledigt. Beläge hab ich da.",
        ),
        (on(5, 17, 25), "maya", "Du bist ein Schatz. Ich bringe Zimtschnecken mit."),
        (on(5, 17, 25), "jonas", "Das war der Plan 😌"),
        (on(4, 12, 3), "jonas", "So, die Strecke: https://www.openstreetmap.org/#map=11/53.62/10.69"),
        (
            on(4, 12, 4),
            "jonas",
            "68 km, fast alles Kiesweg am Elbe-Lübeck-Kanal, ein einziger Hügel. Pause in Mölln, da gibt es ein Eiscafé.",
        ),
        (on(4, 12, 31), "maya", "Ein Hügel laut Karte oder laut dir?"),
        (on(4, 12, 33), "jonas", "Laut Karte. Laut mir: keiner."),
        (on(4, 12, 33), "maya", "Aha."),
        (on(2, 18, 47), "maya", "Die Bremse ist ein Traum. Ich komme mir vor wie auf einem neuen Rad. Danke nochmal!"),
        (
            on(2, 19, 2),
            "jonas",
            "Gern! Die Zimtschnecken waren zu gut. Ich hab abends die letzte gegessen und es niemandem gesagt",
        ),
        (on(2, 19, 3), "maya", "Dein Geheimnis ist bei mir sicher 🤫"),
        (ago(176), "jonas", "Treffen 8:10 am Bahnhof, Gleis 4? Dann kriegen wir noch Plätze für die Räder."),
        (ago(171), "maya", "8:10 ist brutal, aber ja. Helm, Regenjacke, Thermoskanne ✅"),
        (ago(170), "jonas", "Flickzeug hab ich. Bringst du ein Schloss mit?"),
        (ago(162), "maya", "Klar 🔒 Bis Samstag!"),
    ],
    ends: End::Read,
    draft: None,
};
