/** The product's mark: a desk of tenants. */
export function Mark() {
  return (
    <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden fill="none">
      <rect x="1" y="1" width="26" height="26" rx="6" fill="var(--accent)" />
      <path
        d="M7 10.5h14M7 17.5h14M11.5 7v14"
        stroke="var(--on-accent)"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
