// The program's version, for a run's record. A test checks that it is package.json's.

export const PROGRAM_VERSION = "0.3.0";
