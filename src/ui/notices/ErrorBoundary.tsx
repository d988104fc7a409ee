// Keeps a fault of one part of the page from taking the rest with it: the page is
// never blank, and what has been trained is in the lab, not in the picture of it.
import { Component, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import "../controls/buttons.css";
import "./Notices.css";

interface ErrorBoundaryProps {
  /** What is shown here, as it stands in a sentence: "the runs". */
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
