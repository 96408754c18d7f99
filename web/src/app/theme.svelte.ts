/** Light, dark, or as the system wishes. `public/theme.js` reads the same key before the first paint. */
export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'subrosa.theme';

function stored(): Theme {
  const value = localStorage.getItem(storageKey);
  return value === 'light' || value === 'dark' ? value : 'system';
}

class ThemeSetting {
  #theme: Theme = $state(stored());

  constructor() {
    // Another tab changed it.
    window.addEventListener('storage', (event) => {
      if (event.key === storageKey) this.#apply(stored());
    });
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    if (theme === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
    this.#apply(theme);
  }

  #apply(theme: Theme): void {
    this.#theme = theme;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }
}

export const themeSetting = new ThemeSetting();
