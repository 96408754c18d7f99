//! Waits for a look at something that is reached over the network.

/// What a look finds. `unable` says that there could be none.
pub(super) fn look<T, E>(work: impl Future<Output = Result<T, E>>, unable: impl FnOnce(String) -> E) -> Result<T, E> {
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(work),
        Err(error) => Err(unable(error.to_string())),
    }
}
