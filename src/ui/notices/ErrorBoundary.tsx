// Keeps a fault in one part of the page from breaking the rest: the page is never blank, and runs are
// kept in the lab's store, not in the components.
import { Component, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import "../controls/buttons.css";
import "./Notices.css";

interface ErrorBoundaryProps {
  /** The name of this part within a sentence: "the runs". */
  readonly what: string;
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="section notice notice-problem" role="alert">
        <p>
          Drawing {this.props.what} failed: {error.message}. Your runs are kept. Draw it again, or reload the page if it
          fails once more.
        </p>
        <Button className="button" onPress={() => this.setState({ error: null })}>
          Draw again
        </Button>
      </div>
    );
  }
}
