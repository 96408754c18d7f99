/** Which window stands above the page; one at a time. */
export type Overlay = 'new-message' | 'shortcuts';

class Overlays {
  open: Overlay | null = $state(null);

  show(overlay: Overlay): void {
    this.open = overlay;
  }

  close(): void {
    this.open = null;
  }
}

export const overlays = new Overlays();
