"""The encoder while it learns: a small transformer (Vaswani et al. 2017) with its norms in front
(Xiong et al. 2020) and learned places, in PyTorch. text/encoder.cpp runs the same network in int8.
"""
import torch
from torch import nn
from torch.nn import functional as F

BLANK, HIDDEN, START_MENTOR, CHILD, MENTOR = 0, 1, 3, 4, 5
FIRST_BYTE = 16
PLACES = 192


class Layer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.mix = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)

    def forward(self, x, bias, drop):
        rows, length, width = x.shape
        size = width // self.heads
        mixed = self.mix(self.norm1(x)).view(rows, length, 3, self.heads, size)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) * size ** -0.5 + bias
        seen = F.dropout(scores.softmax(-1), drop, self.training) @ value
        seen = seen.transpose(1, 2).reshape(rows, length, width)
        x = x + F.dropout(self.out(seen), drop, self.training)
        inner = F.gelu(self.up(self.norm2(x)))
        return x + F.dropout(self.down(inner), drop, self.training)


def speakers_of(pieces):
    """Whose words a piece belongs to: 0 the message, 1 a child's turn, 2 a mentor's turn."""
    turn = (pieces == CHILD).int() + 2 * (pieces == MENTOR).int()
    at = torch.where(turn > 0, torch.arange(pieces.shape[1]), 0).cummax(1).values
    return turn.gather(1, at).long()


class Encoder(nn.Module):
    """Pieces (rows × length, 0 is blank) to vectors (rows × length × width)."""

    def __init__(self, pieces, width=160, heads=5, inner=480, layers=4):
        super().__init__()
        self.shape = {"pieces": pieces, "width": width, "heads": heads, "inner": inner, "layers": layers}
        self.piece = nn.Embedding(pieces, width)
        self.place = nn.Embedding(PLACES, width)
        self.speaker = nn.Embedding(3, width)  # the message; a child's turn; a mentor's turn
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        for table in (self.piece, self.place, self.speaker):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, pieces, drop=0.0):
        x = self.piece(pieces) + self.place.weight[: pieces.shape[1]] + self.speaker(speakers_of(pieces))
        x = F.dropout(x, drop, self.training)
        bias = torch.zeros(pieces.shape).masked_fill(pieces == BLANK, -1e4)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias, drop)
        return self.norm(x)


class Convolutions(nn.Module):
    """What the encoder is compared with: four layers that see five pieces each, without a language lesson. Nothing
    serves it.
    """

    def __init__(self, pieces, width=160, layers=4):
        super().__init__()
        self.shape = {"pieces": pieces, "width": width, "layers": layers}
        self.piece = nn.Embedding(pieces, width)
        self.speaker = nn.Embedding(3, width)
        self.layers = nn.ModuleList(nn.Conv1d(width, width, 5, padding=2) for _ in range(layers))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers))
        for table in (self.piece, self.speaker):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, pieces, drop=0.0):
        x = self.piece(pieces) + self.speaker(speakers_of(pieces))
        shown = (pieces != BLANK)[..., None].to(x.dtype)
        for layer, norm in zip(self.layers, self.norms):
            seen = layer((norm(x) * shown).transpose(1, 2)).transpose(1, 2)
            x = x + F.dropout(F.gelu(seen), drop, self.training)
        return x


class Guesser(nn.Module):
    """Guesses hidden pieces from what stands around them; its table is the encoder's own."""

    def __init__(self, encoder):
        super().__init__()
        width = encoder.shape["width"]
        self.dense = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.offset = nn.Parameter(torch.zeros(encoder.shape["pieces"]))

    def forward(self, vectors, table):
        return F.linear(self.norm(F.gelu(self.dense(vectors)).float()), table, self.offset)
