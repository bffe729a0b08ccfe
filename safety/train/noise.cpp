#include "noise.hpp"

#include "text/disguise.hpp"

namespace buddy::train {

Case noisy(const Case& one, std::mt19937_64& random)
{
    Case copy = one;
    if (one.speaker == text::Speaker::Child) copy.text = text::misspelt(one.text, random);
    for (Turn& turn : copy.context) {
        if (turn.speaker == text::Speaker::Child) turn.text = text::misspelt(turn.text, random);
    }
    return copy;
}

}  // namespace buddy::train
