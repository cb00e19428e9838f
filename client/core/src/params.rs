//! System parameters, the log's parameters, pause and resume.

use crate::error::Result;
use crate::{Actor, Done, Medink};
use medink_chain::{ChainExt, Query, contracts};
use medink_types::{AuditParameters, Decision, Page, Pause, Proposal, SystemParameters};

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

    /// Proposes the system's parameters; done at once where one approval is enough. Guard: admin.
    pub async fn set_system_parameters(
        &self,
        actor: &Actor,
        parameters: SystemParameters,
    ) -> Result<Done<Decision>> {
        self.propose(actor, Proposal::SystemParameters(parameters)).await
    }

    /// Proposes the log's parameters; done at once where one approval is enough. Guard: admin.
    pub async fn set_audit_parameters(
        &self,
        actor: &Actor,
        parameters: AuditParameters,
    ) -> Result<Done<Decision>> {
        self.propose(actor, Proposal::AuditParameters(parameters)).await
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

    /// Refuses changes for at most three days, but not what takes access away or ends a danger. Guard: admin.
    pub async fn pause(&self, actor: &Actor) -> Result<Done<()>> {
        self.one(actor, contracts::admin::pause(self.deployment.admin()))
            .await
    }

    /// Ends a pause. Guard: admin.
    pub async fn resume(&self, actor: &Actor) -> Result<Done<()>> {
        self.one(actor, contracts::admin::resume(self.deployment.admin()))
            .await
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
