/** With fewer spokes a radar has no area. */
export const FEWEST_SPOKES = 3;
/** In pixels, where the page is as wide. */
export const RADAR_HEIGHT = 680;
