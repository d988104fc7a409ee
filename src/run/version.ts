// The program's version, for a run's record. A test holds it to package.json's.

export const PROGRAM_VERSION = "0.2.0";
