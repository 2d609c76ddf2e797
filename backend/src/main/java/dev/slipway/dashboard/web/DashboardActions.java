package dev.slipway.dashboard.web;

import dev.slipway.catalog.Project;

/** What can be done from the head of a dashboard. */
record DashboardActions(String project, boolean deploy) {

    static DashboardActions of(Project project, boolean mayDeploy) {
        return new DashboardActions(
                project.key(),
                mayDeploy
                        && !project.services().isEmpty()
                        && !project.environments().isEmpty());
    }
}
