package dev.slipway.job;

/** What decides over one job while one worker has it. */
record RunRules(StepGraph graph, StepLimits limits, StepGates gates, GivenAnswers answers, StepOutcomes outcomes) {

    /** @param saved the job as the database has it; one that has not started was admitted a moment ago */
    static RunRules of(Job saved, JobRun.Tools tools) {
        var graph = new StepGraph(saved.order().pipeline().steps());
        var admitted = saved.status().startedAt() == null;
        return new RunRules(
                graph,
                new StepLimits(graph),
                new StepGates(tools.gates(), graph, saved, admitted),
                new GivenAnswers(tools.calls()),
                new StepOutcomes(graph, tools.calls()));
    }
}
