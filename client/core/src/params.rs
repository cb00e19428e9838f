//! System parameters, the log's parameters, pause and resume.

use crate::error::Result;
use crate::{Done, Medink, Operation};
use medink_chain::{ChainExt, Query, contracts};
use medink_types::{AuditParameters, Decision, Page, Pause, Proposal, SystemParameters};

/// What a change of parameters came to; none of what was not to be changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changed {
    /// The system's.
    pub system: Option<Decision>,
    /// The log's.
    pub log: Option<Decision>,
}

impl Operation<'_> {
    /// Proposes the system's parameters, the log's, or both, as far as they are given; each is done at once where one
    /// approval is enough. Guard: admin.
    pub async fn change_parameters(
        &self,
        system: Option<SystemParameters>,
        log: Option<AuditParameters>,
    ) -> Result<Done<Changed>> {
        self.run(async {
            let mut changed = Changed::default();
            let at = self.deployment.admin();
            if let Some(parameters) = system {
                let message = contracts::admin::propose(at, Proposal::SystemParameters(parameters));
                changed.system = Some(self.step(&message).await?);
            }
            if let Some(parameters) = log {
                let message = contracts::admin::propose(at, Proposal::AuditParameters(parameters));
                changed.log = Some(self.step(&message).await?);
            }
            Ok(changed)
        })
        .await
    }

    /// Refuses changes for at most three days, but not what takes access away or ends a danger. Guard: admin.
    pub async fn pause(&self) -> Result<Done<()>> {
        self.one(contracts::admin::pause(self.deployment.admin())).await
    }

    /// Ends a pause. Guard: admin.
    pub async fn resume(&self) -> Result<Done<()>> {
        self.one(contracts::admin::resume(self.deployment.admin())).await
    }
}

impl Medink {
    /// The system's parameters.
    pub async fn system_parameters(&self) -> Result<SystemParameters> {
        Ok(self
            .chain
            .read(&contracts::admin::system_parameters(self.deployment.admin()))
            .await?)
    }

    /// The log's parameters.
    pub async fn audit_parameters(&self) -> Result<AuditParameters> {
        Ok(self
            .chain
            .read(&contracts::audit::system_parameters(self.deployment.audit()))
            .await?)
    }

    /// When the system was last paused, and until when.
    pub async fn last_pause(&self) -> Result<Pause> {
        let at = self.deployment.admin();
        Ok(self.chain.read(&contracts::admin::last_pause(at)).await?)
    }

    /// Until when the system is paused, in milliseconds since 1970-01-01; none where it is not.
    pub async fn paused_until(&self) -> Result<Option<u64>> {
        let pause = self.last_pause().await?;
        let now = self.now_ms().await?;
        Ok(pause.is_on(now).then_some(pause.until))
    }

    /// A whole list, in pages as large as the parameters allow (a limit of 0).
    pub(super) async fn all<T: Send + 'static>(
        &self,
        page: impl Fn(u64, u32) -> Query<Page<T>> + Send + Sync,
    ) -> Result<Vec<T>> {
        Ok(self.chain.all_pages(|start| page(start, 0)).await?)
    }

    /// The page size that the parameters allow, at most `limit`.
    pub(super) async fn page_size(&self, limit: u32) -> Result<u32> {
        Ok(limit.min(self.system_parameters().await?.max_page))
    }
}
