// SPDX-License-Identifier: Apache-2.0
// Which free goods wait at the border for proof of what they are: those that share a customs code with controlled goods of the same origin, and those that an act
// names above some measure (a purity) which nobody states of them.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "simulation/lane_law.h"

namespace countervail {

class HoldLaw {
  public:
    /// All arguments must outlive it.
    HoldLaw(const Network& network, const Regime& regime, const Calendar& calendar, const std::vector<SteadyDays>& spans)
        : network_(network), regime_(regime), calendar_(calendar), spans_(spans) {}

    /// Of the parts of a lane, those of which an act asks what nobody states.
    void note_unproven(int lane, const std::vector<LanePart>& parts);

    /// Sets `holds` and `hold_of_lane` of a schedule whose streams are all there.
    void add_holds(Schedule& schedule) const;

  private:
    /// Days of each week on which some item of an origin under a customs code needs a licence, and the shortest notice of the acts that ask for it.
    struct Controlled {
        std::vector<float> weeks;
        float notice = 1e9F;
    };
    using ControlledCodes = std::map<std::pair<int, std::string>, Controlled>;   ///< by origin and code

    bool waits_for_proof(const Treatment& treatment) const;
    float notice_for(const std::string& item, const std::string& origin) const;
    ControlledCodes controlled_codes(const Schedule& schedule) const;
    Hold hold_of(int lane, const ControlledCodes& controlled) const;
    int origin_of(int lane) const;

    const Network& network_;
    const Regime& regime_;
    const Calendar& calendar_;
    const std::vector<SteadyDays>& spans_;
    std::map<int, std::vector<float>> unproven_;   ///< by lane: share of each week, of goods that wait for proof
};

}  // namespace countervail
