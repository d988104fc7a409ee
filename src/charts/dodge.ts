// Places labels so that none overlaps another and each is as near to its own line as possible.

/** New places for `wanted`, in the same order, `gap` apart and within [least, most]; too many are crowded evenly. */
export function dodge(wanted: readonly number[], gap: number, least: number, most: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const room = order.length > 1 ? Math.min(gap, (most - least) / (order.length - 1)) : gap;
  // A group of touching labels is centred on the mean of its members' wanted places.
  let groups: { readonly members: readonly number[]; readonly middle: number }[] = [];
  for (const index of order) {
    let group = settled([index]);
    for (
      let last = groups.at(-1);
      last && start(last) + last.members.length * room > start(group);
      last = groups.at(-1)
    ) {
      groups = groups.slice(0, -1);
      group = settled([...last.members, ...group.members]);
    }
    groups.push(group);
  }
  const placed = [...wanted];
  for (const group of groups)
    group.members.forEach((index, position) => (placed[index] = start(group) + position * room));
  return placed;

  function settled(members: readonly number[]) {
    const middle = members.reduce((sum, index) => sum + (wanted[index] ?? 0), 0) / members.length;
    const half = ((members.length - 1) * room) / 2;
    return { members, middle: Math.min(most - half, Math.max(least + half, middle)) };
  }

  function start({ members, middle }: { readonly members: readonly number[]; readonly middle: number }): number {
    return middle - ((members.length - 1) * room) / 2;
  }
}
