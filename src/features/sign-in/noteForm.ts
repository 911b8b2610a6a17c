/** What the script in index.html reads on the next visit. It says something of the deployment, and nothing of a person. */
const kept = 'curfew-form'

/** Notes whether the form that index.html begins with is this deployment's, and shows what there is now. */
export function noteForm(stands: boolean): void {
  delete document.documentElement.dataset['form']
  try {
    if (stands) localStorage.removeItem(kept)
    else localStorage.setItem(kept, 'none')
  } catch {
    // Blocked storage: the next visit is like a first one.
  }
}
