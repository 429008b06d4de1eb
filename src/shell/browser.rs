//! Opens a page in the learner's browser.

use std::path::Path;

use anyhow::{Context, Result};

/// Opens a page, and does not wait for the browser to end.
///
/// # Errors
/// When no program is found that opens pages; the page is there all the same.
pub fn open(page: &Path) -> Result<()> {
    open::that_detached(page).with_context(|| {
        format!(
            "the page is written, but nothing here opens `{}`; a browser does",
            page.display()
        )
    })
}
