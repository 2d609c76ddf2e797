package dev.slipway.target.process;

import dev.slipway.target.DeployOrder;
import dev.slipway.target.Finding;
import java.util.List;

/** The checks made before a deployment, in the order people read them. */
record PreCheckList(Machine machine) {

    List<Finding> check(DeployOrder order) {
        return List.of();
    }
}
