// Waits for the next turn of the event loop, so that messages are handled between two steps. Uses a
// message to itself, because timers are clamped to milliseconds.

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}
