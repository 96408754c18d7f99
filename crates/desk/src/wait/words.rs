//! The sentences of a wait, in each language.

use subrosa_proto::wait::WaitLanguage;

use super::plural::Plural;

/// The sentences of one language.
#[derive(Debug)]
pub(super) struct Words {
    /// A person will answer.
    pub(super) person: &'static str,
    /// Nobody waits before the customer.
    pub(super) next: &'static str,
    pub(super) before: Plural,
    /// With `{time}`, one of the three after it.
    pub(super) usually: &'static str,
    pub(super) minutes: Plural,
    pub(super) hours: Plural,
    pub(super) days: Plural,
    /// Closed, with no opening in sight.
    pub(super) closed: &'static str,
    /// Closed until `{moment}`, one of the three after it.
    pub(super) opens: &'static str,
    /// With `{time}`.
    pub(super) today: &'static str,
    /// With `{day}` and `{time}`.
    pub(super) on_weekday: &'static str,
    pub(super) on_date: &'static str,
    /// Monday first.
    pub(super) weekdays: [&'static str; 7],
}

pub(super) const fn of(language: WaitLanguage) -> &'static Words {
    match language {
        WaitLanguage::En => &ENGLISH,
        WaitLanguage::De => &GERMAN,
        WaitLanguage::Es => &SPANISH,
        WaitLanguage::Fr => &FRENCH,
        WaitLanguage::Ar => &ARABIC,
    }
}

static ENGLISH: Words = Words {
    person: "A person will answer you here.",
    next: "You are next.",
    before: Plural::Two(["{n} person is before you.", "{n} people are before you."]),
    usually: "It usually takes about {time}.",
    minutes: Plural::Two(["{n} minute", "{n} minutes"]),
    hours: Plural::Two(["{n} hour", "{n} hours"]),
    days: Plural::Two(["{n} day", "{n} days"]),
    closed: "We are closed now. A person will answer you here once we are back.",
    opens: "We are closed now and open again {moment}. A person will answer you here then.",
    today: "today at {time}",
    on_weekday: "on {day} at {time}",
    on_date: "on {day} at {time}",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};

static GERMAN: Words = Words {
    person: "Ein Mensch antwortet dir hier.",
    next: "Niemand ist vor dir.",
    before: Plural::Two(["Vor dir wartet {n} Person.", "Vor dir warten {n} Personen."]),
    usually: "Meist dauert es etwa {time}.",
    minutes: Plural::Two(["{n} Minute", "{n} Minuten"]),
    hours: Plural::Two(["{n} Stunde", "{n} Stunden"]),
    days: Plural::Two(["{n} Tag", "{n} Tage"]),
    closed: "Wir haben gerade geschlossen. Ein Mensch antwortet dir hier, sobald wir wieder da sind.",
    opens: "Wir haben gerade geschlossen und öffnen wieder {moment}. Dann antwortet dir hier ein Mensch.",
    today: "heute um {time}",
    on_weekday: "am {day} um {time}",
    on_date: "am {day} um {time}",
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
};

static SPANISH: Words = Words {
    person: "Una persona te responderá aquí.",
    next: "No hay nadie delante de ti.",
    before: Plural::Two(["Hay {n} persona delante de ti.", "Hay {n} personas delante de ti."]),
    usually: "Suele tardar alrededor de {time}.",
    minutes: Plural::Two(["{n} minuto", "{n} minutos"]),
    hours: Plural::Two(["{n} hora", "{n} horas"]),
    days: Plural::Two(["{n} día", "{n} días"]),
    closed: "Ahora estamos cerrados. Una persona te responderá aquí cuando volvamos.",
    opens: "Ahora estamos cerrados y volvemos a abrir {moment}. Entonces te responderá aquí una persona.",
    today: "hoy a las {time}",
    on_weekday: "el {day} a las {time}",
    on_date: "el {day} a las {time}",
    weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
};

static FRENCH: Words = Words {
    person: "Une personne vous répondra ici.",
    next: "Personne n'attend avant vous.",
    before: Plural::Two(["{n} personne attend avant vous.", "{n} personnes attendent avant vous."]),
    usually: "Cela prend en général environ {time}.",
    minutes: Plural::Two(["{n} minute", "{n} minutes"]),
    hours: Plural::Two(["{n} heure", "{n} heures"]),
    days: Plural::Two(["{n} jour", "{n} jours"]),
    closed: "Nous sommes fermés en ce moment. Une personne vous répondra ici à notre retour.",
    opens: "Nous sommes fermés en ce moment et rouvrons {moment}. Une personne vous répondra alors ici.",
    today: "aujourd'hui à {time}",
    on_weekday: "{day} à {time}",
    on_date: "le {day} à {time}",
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
};

static ARABIC: Words = Words {
    person: "سيجيبك شخص هنا.",
    next: "لا أحد ينتظر قبلك.",
    before: Plural::Five([
        "شخص واحد ينتظر قبلك.",
        "شخصان ينتظران قبلك.",
        "{n} أشخاص ينتظرون قبلك.",
        "{n} شخصًا ينتظرون قبلك.",
        "{n} شخص ينتظرون قبلك.",
    ]),
    usually: "يستغرق ذلك عادةً حوالي {time}.",
    minutes: Plural::Five(["دقيقة واحدة", "دقيقتين", "{n} دقائق", "{n} دقيقة", "{n} دقيقة"]),
    hours: Plural::Five(["ساعة واحدة", "ساعتين", "{n} ساعات", "{n} ساعة", "{n} ساعة"]),
    days: Plural::Five(["يوم واحد", "يومين", "{n} أيام", "{n} يومًا", "{n} يوم"]),
    closed: "نحن مغلقون الآن. سيجيبك شخص هنا عند عودتنا.",
    opens: "نحن مغلقون الآن ونفتح من جديد {moment}. سيجيبك شخص هنا حينها.",
    today: "اليوم الساعة {time}",
    on_weekday: "يوم {day} الساعة {time}",
    on_date: "في {day} الساعة {time}",
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
};
