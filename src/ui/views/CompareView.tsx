// Two or three architectures beside each other.
export function CompareView() {
  return null;
}
