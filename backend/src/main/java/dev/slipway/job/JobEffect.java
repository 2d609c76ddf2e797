package dev.slipway.job;

import java.util.List;

/**
 * What a job would do if it started now.
 *
 * @param order what its worker goes by, with what is proven now at the placements
 * @param defined the same as it would be if it were asked for now: its pipeline and placements as they are defined now
 * @param steps every action of every step
 */
public record JobEffect(JobOrder order, JobOrder defined, List<JobPreview.PlannedStep> steps) {

    public JobEffect {
        steps = List.copyOf(steps);
    }
}
