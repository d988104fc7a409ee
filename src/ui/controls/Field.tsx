// The frame of every setting's control: the places of label, help and error message, so that all
// settings look alike.
import type { ReactNode } from "react";
import { Text } from "react-aria-components/Text";
import "./Field.css";

export function Help({ children }: { children: ReactNode }) {
  return (
    <Text slot="description" className="help">
      {children}
    </Text>
  );
}
