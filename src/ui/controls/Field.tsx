// What every setting has around its control: nothing but the places of label, help
// and complaint, so that all settings read alike.
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
