package dev.slipway.target.ecs;

import dev.slipway.target.DeployOrder;
import dev.slipway.target.Finding;
import java.util.List;

/** What can be told of a deployment beforehand. */
public interface EcsAdvice {

    /** Every check's finding; what cannot be told is {@code UNKNOWN}. Changes nothing. */
    List<Finding> check(DeployOrder order);
}
