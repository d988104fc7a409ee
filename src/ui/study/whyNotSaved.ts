// Why something could not be saved or copied, as a sentence.
import { ResultError } from "../../study/result.ts";

export function whyNotSaved(error: unknown): string {
  return error instanceof ResultError ? `The result ${error.message}` : `It was not saved: ${messageOf(error)}`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
