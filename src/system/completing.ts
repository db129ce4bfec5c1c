/** The hidden command that a shell calls to complete a line. Nothing may be made on the disk for it. */
export const COMPLETING_COMMAND = '__complete';
